package dev.kcompact.finalizer.publish.glue;

import dev.kcompact.finalizer.failure.RetryableException;
import dev.kcompact.finalizer.invocation.Backoff;
import dev.kcompact.finalizer.invocation.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/**
 * Changes the partitions of one table in batches. A successful call can report errors of single
 * partitions. Transient errors are retried, others are named in the failure.
 */
record GluePartitionBatches(GlueClient glue, Pause pause, String database, String table) {
  private static final int MAX_WRITES = 100;
  private static final int MAX_DELETES = 25;
  private static final int MAX_ATTEMPTS = 4;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(4));

  private static final String ALREADY_EXISTS = "AlreadyExistsException";
  private static final String NOT_FOUND = "EntityNotFoundException";

  /** Errors that a retry may fix; it creates a partition that was deleted before its update. */
  private static final Set<String> TRANSIENT =
      Set.of(
          NOT_FOUND,
          ALREADY_EXISTS,
          "InternalServiceException",
          "OperationTimeoutException",
          "ConcurrentModificationException",
          "ThrottlingException");

  void point(List<PartitionInput> inputs) {
    inBatches("point", inputs, PartitionInput::values, MAX_WRITES, this::createOrUpdate);
  }

  /** Updates existing partitions. */
  void replace(List<PartitionInput> inputs) {
    inBatches("update", inputs, PartitionInput::values, MAX_WRITES, this::update);
  }

  void remove(List<PartitionValueList> partitions) {
    inBatches("delete", partitions, PartitionValueList::values, MAX_DELETES, this::delete);
  }

  private <T> void inBatches(
      String verb,
      List<T> all,
      Function<T, List<String>> values,
      int size,
      Function<List<T>, Map<List<String>, ErrorDetail>> call) {
    for (int from = 0; from < all.size(); from += size) {
      List<T> todo = all.subList(from, Math.min(from + size, all.size()));
      for (int attempt = 1; !todo.isEmpty(); attempt++) {
        Map<List<String>, ErrorDetail> errors = call.apply(todo);
        boolean isTransient =
            errors.values().stream().allMatch(error -> TRANSIENT.contains(error.errorCode()));
        if (!errors.isEmpty() && (!isTransient || attempt == MAX_ATTEMPTS)) {
          throw failed(verb, errors);
        }
        todo = todo.stream().filter(each -> errors.containsKey(values.apply(each))).toList();
        if (!todo.isEmpty()) {
          pauseAfter(verb, attempt);
        }
      }
    }
  }

  private void pauseAfter(String verb, int attempt) {
    try {
      pause.of(BACKOFF.after(attempt, ThreadLocalRandom.current()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryableException("Failed to " + verb + " partitions: " + name(), e);
    }
  }

  private Map<List<String>, ErrorDetail> createOrUpdate(List<PartitionInput> inputs) {
    Map<List<String>, ErrorDetail> errors =
        byValues(
            GluePartitionCatalog.call(
                "create partitions",
                name(),
                () ->
                    glue.batchCreatePartition(
                            p ->
                                p.databaseName(database)
                                    .tableName(table)
                                    .partitionInputList(inputs))
                        .errors()));
    List<PartitionInput> existing =
        inputs.stream()
            .filter(input -> isCode(errors.get(input.values()), ALREADY_EXISTS))
            .toList();
    if (!existing.isEmpty()) {
      existing.forEach(input -> errors.remove(input.values()));
      errors.putAll(update(existing));
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
    GluePartitionCatalog.call(
            "update partitions",
            name(),
            () ->
                glue.batchUpdatePartition(
                        p -> p.databaseName(database).tableName(table).entries(entries))
                    .errors())
        .forEach(error -> errors.put(error.partitionValueList(), error.errorDetail()));
    return errors;
  }

  private Map<List<String>, ErrorDetail> delete(List<PartitionValueList> partitions) {
    Map<List<String>, ErrorDetail> errors =
        byValues(
            GluePartitionCatalog.call(
                "delete partitions",
                name(),
                () ->
                    glue.batchDeletePartition(
                            p ->
                                p.databaseName(database)
                                    .tableName(table)
                                    .partitionsToDelete(partitions))
                        .errors()));
    errors.values().removeIf(error -> isCode(error, NOT_FOUND));
    return errors;
  }

  private static Map<List<String>, ErrorDetail> byValues(List<PartitionError> errors) {
    Map<List<String>, ErrorDetail> byValues = new LinkedHashMap<>();
    errors.forEach(error -> byValues.put(error.partitionValues(), error.errorDetail()));
    return byValues;
  }

  private static boolean isCode(@Nullable ErrorDetail error, String code) {
    return error != null && error.errorCode().equals(code);
  }

  private RetryableException failed(String verb, Map<List<String>, ErrorDetail> errors) {
    return new RetryableException(
        errors.entrySet().stream()
            .map(
                error ->
                    "%s (%s: %s)"
                        .formatted(
                            String.join("/", error.getKey()),
                            error.getValue().errorCode(),
                            error.getValue().errorMessage()))
            .collect(
                Collectors.joining(
                    ", ", "Failed to " + verb + " partitions: " + name() + ": ", "")));
  }

  private String name() {
    return database + "." + table;
  }
}
