package dev.kcompact.job.decode;

/** What a {@link TokenSource} finds. Separators are checked, and not shown. */
enum Token {
  START_OBJECT,
  END_OBJECT,
  START_ARRAY,
  END_ARRAY,
  /** A field's name with its colon. */
  NAME,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  /** The range is used up, between two values. */
  END
}
