package dev.kcompact.job.decode.json;

/** Kind of a token of {@link JsonTokenizer}. Separators are checked but are no tokens. */
public enum Token {
  START_OBJECT,
  END_OBJECT,
  START_ARRAY,
  END_ARRAY,
  /** A field's name, including its colon. */
  NAME,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  /** End of the range, between two values. */
  END
}
