"""The content of a programme for analysts: tables of plain values, each column described, whatever then holds them."""
