package dev.kcompact.testbed.sample;

/** A value that is written as it stands, to break a record. */
record RawJson(String text) {}
