"""Raw mail to what it is and what it says. Pure: bytes in, a value out; nothing here raises on any bytes."""
