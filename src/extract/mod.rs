//! Quotes in articles: who said what, where.
