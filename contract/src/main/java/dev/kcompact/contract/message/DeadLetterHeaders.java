package dev.kcompact.contract.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a message with a {@link DeadLetterEvent}, for those who route without reading it; all
 * values are UTF-8 text.
 */
public final class DeadLetterHeaders {
  /** The table's name. */
  public static final String TABLE = "kc-table";

  /** Kafka topic that the record came from. */
  public static final String TOPIC = "kc-topic";

  /** Kafka partition that the record came from; only where the object's name tells it. */
  public static final String PARTITION = "kc-partition";

  /** Offset of the first record of the object; only where the object's name tells it. */
  public static final String OFFSET = "kc-offset";

  /** Key of the raw object. */
  public static final String OBJECT = "kc-object";

  /** Index of the record in its object, from 0. */
  public static final String LINE = "kc-line";

  /** Why, as in the column {@code _corrupt_reason}, or the names of the broken rules. */
  public static final String REASON = "kc-reason";

  /** What was broken, without the place in the record: a code, or the names of the rules. */
  public static final String RULE = "kc-rule";

  /** How often this record has come, from 1. */
  public static final String ATTEMPT = "kc-attempt";

  /** By which the same record is recognised when it returns. */
  public static final String FINGERPRINT = "kc-fingerprint";

  /** Who sent it: {@link #COMPACTOR} or {@link #FINALIZER}. */
  public static final String SOURCE = "kc-source";

  /** The finalizer's run; only with {@link #FINALIZER}. */
  public static final String RUN = "kc-run";

  /** As CloudEvents' protocol binding for Kafka has it. */
  public static final String CONTENT_TYPE = "content-type";

  /** Of {@link #CONTENT_TYPE}: an event in structured mode. */
  public static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";

  public static final String COMPACTOR = "compactor";
  public static final String FINALIZER = "finalizer";

  private DeadLetterHeaders() {}

  /** The message's key: the same record gets the same key, however often it is sent. */
  public static String key(String objectKey, int line) {
    return objectKey + "#" + line;
  }

  /** All of a letter's headers. */
  public static Map<String, String> of(DeadLetterEvent letter) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CONTENT_TYPE, CLOUD_EVENT);
    headers.put(TABLE, letter.table());
    put(headers, TOPIC, letter.origin().topic());
    put(headers, PARTITION, letter.origin().partition());
    put(headers, OFFSET, letter.origin().offset());
    headers.put(OBJECT, letter.origin().object());
    headers.put(LINE, Integer.toString(letter.origin().line()));
    headers.put(REASON, letter.reason());
    headers.put(RULE, letter.rule());
    headers.put(ATTEMPT, Integer.toString(letter.attempt()));
    headers.put(FINGERPRINT, letter.fingerprint());
    headers.put(SOURCE, letter.sender());
    put(headers, RUN, letter.run());
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable Object value) {
    if (value != null) {
      headers.put(name, value.toString());
    }
  }
}
