"""What the filled city and the questions put to it share."""

RARE = "siilipolku"  #: stands in `RARELY` matters of every city, so that searches in two sizes find equally many
RARELY = 40
