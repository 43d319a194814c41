package dev.kcompact.contract.table;

import static dev.kcompact.contract.Arguments.checkArgument;
import static dev.kcompact.contract.Arguments.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.kcompact.contract.naming.ObjectFilter;
import dev.kcompact.contract.naming.ObjectKind;
import dev.kcompact.contract.naming.ObjectName;
import dev.kcompact.contract.naming.ObjectNaming;
import dev.kcompact.contract.naming.TableObjects;
import dev.kcompact.contract.schema.AddedColumn;
import dev.kcompact.contract.schema.Field;
import dev.kcompact.contract.schema.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table that is fed by a sink's objects.
 *
 * @param topic Kafka topic that the sink reads
 * @param prefix keys of its objects start so, relative to the source's root; ends with a slash
 * @param naming how the sink names its objects
 * @param filter which objects below the prefix are read
 * @param day how the day of an object is determined
 * @param order columns that order the rows of a key, the newest last; may be empty
 * @param maxWait longest time that a discovered object waits for its group to fill
 * @param bloom columns that compacted files have a bloom filter of
 * @param cleanUp what becomes of the raw objects in the end
 * @param record what the records look like around the rows
 * @param keepsRescued whether the processed table has the column {@code _rescued}
 */
public record BaseTable(
    String name,
    String domain,
    String topic,
    String prefix,
    ObjectNaming naming,
    ObjectFilter filter,
    DayRule day,
    TableSchema schema,
    List<String> key,
    List<String> order,
    long targetBytes,
    Duration maxWait,
    List<String> bloom,
    List<QualityRule> rules,
    SourceCleanUp cleanUp,
    RecordForm record,
    boolean keepsRescued)
    implements TableDefinition {
  public BaseTable {
    requireNonNull(name, "name is null");
    requireNonNull(domain, "domain is null");
    requireNonNull(topic, "topic is null");
    requireNonNull(naming, "naming is null");
    requireNonNull(filter, "filter is null");
    requireNonNull(day, "day is null");
    requireNonNull(schema, "schema is null");
    key = List.copyOf(key);
    order = List.copyOf(order);
    bloom = List.copyOf(bloom);
    rules = List.copyOf(rules);
    requireNonNull(cleanUp, "cleanUp is null");
    requireNonNull(record, "record is null");
    checkArgument(
        prefix.endsWith("/") && !prefix.startsWith("/"),
        "prefix does not end with a slash, or starts with one: %s",
        prefix);
    requirePositive(targetBytes, "targetBytes");
    requirePositive(maxWait, "maxWait");
  }

  @Override
  public List<Field> processedColumns() {
    return keepsRescued
        ? Stream.concat(schema.columns().stream(), Stream.of(AddedColumn.RESCUED.field())).toList()
        : schema.columns();
  }

  /** What determines which objects belong to this table. */
  public TableObjects objects() {
    return new TableObjects(topic, prefix, naming, filter);
  }

  /** What an object with this key is to the table. */
  public ObjectKind kindOf(String objectKey) {
    return objects().kindOf(objectKey);
  }

  /** Whether an object with this key holds rows of the table. */
  public boolean owns(String objectKey) {
    return kindOf(objectKey) == ObjectKind.ROWS;
  }

  /** The day of an object of this table; empty where its path does not have the layout. */
  public Optional<LocalDate> dayOf(String objectKey, Instant lastModified) {
    int slash = objectKey.lastIndexOf('/');
    String directories = slash < prefix.length() ? "" : objectKey.substring(prefix.length(), slash);
    return day.dayOf(directories, lastModified);
  }

  /** This table with another filter. */
  BaseTable withFilter(ObjectFilter other) {
    return with(name, topic, prefix, naming, other);
  }

  /** A table as this one, of another topic. */
  BaseTable ofTopic(
      String otherName, String otherTopic, String otherPrefix, ObjectNaming otherNaming) {
    return with(otherName, otherTopic, otherPrefix, otherNaming, filter);
  }

  private BaseTable with(
      String otherName,
      String otherTopic,
      String otherPrefix,
      ObjectNaming otherNaming,
      ObjectFilter otherFilter) {
    return new BaseTable(
        otherName,
        domain,
        otherTopic,
        otherPrefix,
        otherNaming,
        otherFilter,
        day,
        schema,
        key,
        order,
        targetBytes,
        maxWait,
        bloom,
        rules,
        cleanUp,
        record,
        keepsRescued);
  }

  /** Returns this table with other rules. */
  public BaseTable withRules(List<QualityRule> other) {
    return new BaseTable(
        name,
        domain,
        topic,
        prefix,
        naming,
        filter,
        day,
        schema,
        key,
        order,
        targetBytes,
        maxWait,
        bloom,
        other,
        cleanUp,
        record,
        keepsRescued);
  }

  /** Whether an object with this key belongs to the table, and is compacted into that day. */
  public boolean ownsOn(LocalDate of, String objectKey, Instant lastModified) {
    return owns(objectKey) && compactedDay(objectKey, lastModified).equals(of);
  }

  /**
   * The day that an object is compacted into: its own, or, where its path does not have the layout,
   * the day it was written, so that no object is left behind.
   */
  public LocalDate compactedDay(String objectKey, Instant lastModified) {
    return dayOf(objectKey, lastModified)
        .orElseGet(() -> LocalDate.ofInstant(lastModified, day.zone()));
  }

  /**
   * Returns the folder with the raw objects of a day: the prefix where paths have no day. Objects
   * outside of {@link DayDirectories} may be filed under the day, too.
   */
  public String rawFolder(LocalDate of) {
    DayRule rule = day instanceof DayRule.FromField field ? field.object() : day;
    return rule instanceof DayRule.FromPath path ? prefix + path.directoryOf(of) : prefix;
  }

  /** What the object's name says; empty where it carries no order. */
  public Optional<ObjectName> nameOf(String objectKey) {
    return objects().nameOf(objectKey);
  }
}
