"""Open311 GeoReport v2: programs of others' making report, ask and tell what they did, in XML and in JSON."""
