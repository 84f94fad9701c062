"""Speed, memory and accuracy, one command each; a package, because an installed one of this name would go first."""
