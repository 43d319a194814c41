package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kcompact.contract.schema.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the rows are in a table's records.
 *
 * @param kind what the envelope is
 * @param isJsonText whether each record is a text that holds the record
 * @param isInPayload whether Kafka Connect's schema is beside the row or around its envelope
 */
record RecordEnvelope(Kind kind, boolean isJsonText, boolean isInPayload) {
  /** Known envelopes. */
  enum Kind {
    NONE,
    DEBEZIUM,
    /** Aiven's fields: key, value, offset, timestamp, headers. */
    AIVEN,
    /** Lenses' key, value, headers and metadata. */
    LENSES
  }

  /** Names of the columns that an envelope gives beside the row, with their places. */
  record Extra(String column, List<String> place) {}

  Dialect dialect() {
    return kind == Kind.DEBEZIUM ? Dialect.DEBEZIUM : isInPayload ? Dialect.CONNECT : Dialect.PLAIN;
  }

  /** The row's places: the first that is there and not null. */
  List<List<String>> places() {
    List<List<String>> inside =
        switch (kind) {
          case NONE -> List.of(List.of());
          case DEBEZIUM -> List.of(List.of("after"), List.of("before"));
          case AIVEN, LENSES -> List.of(List.of("value"));
        };
    return isInPayload ? inside.stream().map(RecordEnvelope::inPayload).toList() : inside;
  }

  private static List<String> inPayload(List<String> steps) {
    return Stream.concat(Stream.of("payload"), steps.stream()).toList();
  }

  boolean isAroundRow() {
    return !places().equals(List.of(List.of()));
  }

  /** The values of the envelope that may become columns. */
  List<Extra> extras() {
    List<Extra> inside =
        switch (kind) {
          case NONE -> List.of();
          case DEBEZIUM ->
              List.of(
                  new Extra("op", List.of("op")),
                  new Extra("lsn", List.of("source", "lsn")),
                  new Extra("log_file", List.of("source", "file")),
                  new Extra("log_position", List.of("source", "pos")),
                  new Extra("scn", List.of("source", "scn")),
                  new Extra("ts", List.of("ts_ms")));
          case AIVEN ->
              List.of(
                  new Extra("key", List.of("key")),
                  new Extra("offset", List.of("offset")),
                  new Extra("timestamp", List.of("timestamp")),
                  new Extra("headers", List.of("headers")));
          case LENSES ->
              List.of(
                  new Extra("key", List.of("key")),
                  new Extra("headers", List.of("headers")),
                  new Extra("topic", List.of("metadata", "topic")),
                  new Extra("partition", List.of("metadata", "partition")),
                  new Extra("offset", List.of("metadata", "offset")),
                  new Extra("timestamp", List.of("metadata", "timestamp")));
        };
    return isInPayload
        ? inside.stream().map(each -> new Extra(each.column(), inPayload(each.place()))).toList()
        : inside;
  }

  /** The record in a JSON value; empty if the value is no object, or holds none. */
  Optional<JsonNode> record(JsonNode value) {
    if (!isJsonText) {
      return Optional.of(value).filter(JsonNode::isObject);
    }
    return value.isTextual()
        ? parse(value.textValue()).filter(JsonNode::isObject)
        : Optional.empty();
  }

  static Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(RecordTexts.STRICT.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The row of a record; empty for a tombstone. */
  Optional<JsonNode> row(JsonNode object) {
    for (List<String> place : places()) {
      JsonNode found = at(object, place);
      if (found.isObject()) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  static JsonNode at(JsonNode object, List<String> steps) {
    JsonNode found = object;
    for (String step : steps) {
      found = found.path(step);
    }
    return found;
  }
}
