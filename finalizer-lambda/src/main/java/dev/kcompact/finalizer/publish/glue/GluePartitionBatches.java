package dev.kcompact.finalizer.publish.glue;

import static dev.kcompact.finalizer.publish.glue.GluePartitionCatalog.asked;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Backoff;
import dev.kcompact.finalizer.invocation.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/**
 * Changes the partitions of one table in batches of the service's size. A call that succeeds can
 * still have left some partitions as they were: those are tried again where that can help, and
 * every one that stays behind is named.
 */
final class GluePartitionBatches {
  private static final int MOST_WRITES = 100;
  private static final int MOST_DELETES = 25;
  private static final int MOST_TRIES = 4;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4));

  private static final String ALREADY_EXISTS = "AlreadyExistsException";
  private static final String NOT_FOUND = "EntityNotFoundException";

  /** Errors that pass. A partition that is gone before its update is created by the next try. */
  private static final Set<String> PASSING =
      Set.of(
          NOT_FOUND,
          ALREADY_EXISTS,
          "InternalServiceException",
          "OperationTimeoutException",
          "ConcurrentModificationException",
          "ThrottlingException");

  private final GlueClient glue;
  private final Pause pause;
  private final String database;
  private final String table;

  GluePartitionBatches(GlueClient glue, Pause pause, String database, String table) {
    this.glue = glue;
    this.pause = pause;
    this.database = database;
    this.table = table;
  }

  /** Creates partitions, or lets those that are there be as these are. */
  void point(List<PartitionInput> inputs) {
    inBatches("point", inputs, PartitionInput::values, MOST_WRITES, this::tryToPoint);
  }

  /** Removes partitions; one that is not there is none the worse for it. */
  void remove(List<PartitionValueList> partitions) {
    inBatches("delete", partitions, PartitionValueList::values, MOST_DELETES, this::tryToRemove);
  }

  private <T> void inBatches(
      String verb,
      List<T> all,
      Function<T, List<String>> values,
      int size,
      Function<List<T>, Map<List<String>, ErrorDetail>> attempt) {
    for (int from = 0; from < all.size(); from += size) {
      List<T> todo = all.subList(from, Math.min(from + size, all.size()));
      for (int tries = 1; !todo.isEmpty(); tries++) {
        Map<List<String>, ErrorDetail> errors = attempt.apply(todo);
        boolean canPass =
            errors.values().stream().allMatch(error -> PASSING.contains(error.errorCode()));
        if (!errors.isEmpty() && (!canPass || tries == MOST_TRIES)) {
          throw failed(verb, errors);
        }
        todo = todo.stream().filter(each -> errors.containsKey(values.apply(each))).toList();
        if (!todo.isEmpty()) {
          rest(verb, tries);
        }
      }
    }
  }

  private void rest(String verb, int tries) {
    try {
      pause.of(BACKOFF.after(tries, ThreadLocalRandom.current()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryableException("Failed to " + verb + " partitions: " + name(), e);
    }
  }

  private Map<List<String>, ErrorDetail> tryToPoint(List<PartitionInput> inputs) {
    Map<List<String>, ErrorDetail> errors = new LinkedHashMap<>();
    asked(
            "create partitions",
            name(),
            () ->
                glue.batchCreatePartition(
                        p -> p.databaseName(database).tableName(table).partitionInputList(inputs))
                    .errors())
        .forEach(error -> errors.put(error.partitionValues(), error.errorDetail()));
    List<PartitionInput> there = new ArrayList<>();
    for (PartitionInput input : inputs) {
      ErrorDetail error = errors.get(input.values());
      if (error != null && error.errorCode().equals(ALREADY_EXISTS)) {
        there.add(input);
        errors.remove(input.values());
      }
    }
    if (!there.isEmpty()) {
      errors.putAll(update(there));
    }
    return errors;
  }

  private Map<List<String>, ErrorDetail> update(List<PartitionInput> inputs) {
    List<BatchUpdatePartitionRequestEntry> entries =
        inputs.stream()
            .map(
                input ->
                    BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(input.values())
                        .partitionInput(input)
                        .build())
            .toList();
    Map<List<String>, ErrorDetail> errors = new LinkedHashMap<>();
    asked(
            "update partitions",
            name(),
            () ->
                glue.batchUpdatePartition(
                        p -> p.databaseName(database).tableName(table).entries(entries))
                    .errors())
        .forEach(error -> errors.put(error.partitionValueList(), error.errorDetail()));
    return errors;
  }

  private Map<List<String>, ErrorDetail> tryToRemove(List<PartitionValueList> partitions) {
    Map<List<String>, ErrorDetail> errors = new LinkedHashMap<>();
    asked(
            "delete partitions",
            name(),
            () ->
                glue.batchDeletePartition(
                        p ->
                            p.databaseName(database)
                                .tableName(table)
                                .partitionsToDelete(partitions))
                    .errors())
        .stream()
        .filter(error -> !error.errorDetail().errorCode().equals(NOT_FOUND))
        .forEach(error -> errors.put(error.partitionValues(), error.errorDetail()));
    return errors;
  }

  private RetryableException failed(String verb, Map<List<String>, ErrorDetail> errors) {
    return new RetryableException(
        errors.entrySet().stream()
            .map(
                error ->
                    String.join("/", error.getKey())
                        + " ("
                        + error.getValue().errorCode()
                        + ": "
                        + error.getValue().errorMessage()
                        + ")")
            .collect(
                Collectors.joining(
                    ", ", "Failed to " + verb + " partitions: " + name() + ": ", "")));
  }

  private String name() {
    return database + "." + table;
  }
}
