package dev.kcompact.finalizer.finalize.sql;

/** The Kafka partition and start offset in a raw object's name. */
public record ObjectPosition(int partition, long offset) {}
