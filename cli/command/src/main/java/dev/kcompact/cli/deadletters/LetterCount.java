package dev.kcompact.cli.deadletters;

/**
 * The letters of one table, sender and broken rule.
 *
 * @param sender who sent them: the compactor or the finalizer
 * @param rule a reason's code, or the names of the broken rules
 * @param letters all of them
 * @param records different ones: object and line
 * @param attempts how often one of them has come, at most
 * @param first the object and line of the first one by name
 */
record LetterCount(
    String table,
    String sender,
    String rule,
    long letters,
    long records,
    int attempts,
    String first) {
  LetterCount {
    if (records < 1 || letters < records) {
      throw new IllegalArgumentException(
          "letters are fewer than records: " + letters + " of " + records);
    }
  }
}
