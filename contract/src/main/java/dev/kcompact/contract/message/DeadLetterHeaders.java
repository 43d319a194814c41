package dev.kcompact.contract.message;

/** Headers of a message on the dead letter topic; all values are UTF-8 text. */
public final class DeadLetterHeaders {
  /** The table's name. */
  public static final String TABLE = "kc-table";

  /** Key of the raw object. */
  public static final String OBJECT = "kc-object";

  /** Index of the record in its object, from 0. */
  public static final String LINE = "kc-line";

  /** Why, as in the column {@code _corrupt_reason}, or the name of the broken rule. */
  public static final String REASON = "kc-reason";

  /** How often this record has been sent to the topic, from 1. */
  public static final String ATTEMPT = "kc-attempt";

  /** Who sent it: {@link #COMPACTOR} or {@link #FINALIZER}. */
  public static final String SOURCE = "kc-source";

  /** The finalizer's run; only with {@link #FINALIZER}. */
  public static final String RUN = "kc-run";

  public static final String COMPACTOR = "compactor";
  public static final String FINALIZER = "finalizer";

  private DeadLetterHeaders() {}

  /** The message's key: the same record gets the same key, however often it is sent. */
  public static String key(String objectKey, int line) {
    return objectKey + "#" + line;
  }
}
