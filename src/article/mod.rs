//! Articles: bytes to text, HTML to its main text.
