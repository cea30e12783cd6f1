"""Help with words: what may have been meant, and how what is being typed may go on."""
