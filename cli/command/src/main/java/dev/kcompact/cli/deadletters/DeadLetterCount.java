package dev.kcompact.cli.deadletters;

/**
 * Counts of the dead letters of one table, sender and broken rule.
 *
 * @param sender the program that sent them: the compactor or the finalizer
 * @param rule a reason's code, or the names of the broken rules
 * @param letters number of messages
 * @param records number of different records: object and line
 * @param attempts the largest number of attempts at one record
 * @param first object and line of the first record by name
 */
record DeadLetterCount(
    String table,
    String sender,
    String rule,
    long letters,
    long records,
    int attempts,
    String first) {
  DeadLetterCount {
    if (records < 1 || letters < records) {
      throw new IllegalArgumentException(
          "letters are fewer than records: " + letters + " of " + records);
    }
  }
}
