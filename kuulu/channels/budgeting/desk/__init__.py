"""The officials' side: rounds they run, proposals they weigh and carry out."""
