package dev.kcompact.contract.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a message with a {@link DeadLetterEvent}, for routing without reading it. All values
 * are UTF-8 text.
 */
public final class DeadLetterHeaders {
  public static final String TABLE = "kc-table";

  /** Kafka topic of the record. */
  public static final String TOPIC = "kc-topic";

  /** Kafka partition of the record; absent if the object's name does not contain it. */
  public static final String PARTITION = "kc-partition";

  /** Offset of the object's first record; absent if the object's name does not contain it. */
  public static final String OFFSET = "kc-offset";

  public static final String OBJECT = "kc-object";

  /** Index of the record in its object, from 0. */
  public static final String LINE = "kc-line";

  /** As in the column {@code _corrupt_reason}, or the names of the broken rules. */
  public static final String REASON = "kc-reason";

  /** The reason without the position in the record: a code, or the names of the rules. */
  public static final String RULE = "kc-rule";

  /** How often this record was received, from 1. */
  public static final String ATTEMPT = "kc-attempt";

  /** See {@link Fingerprint}. */
  public static final String FINGERPRINT = "kc-fingerprint";

  /** {@link #COMPACTOR} or {@link #FINALIZER}. */
  public static final String SOURCE = "kc-source";

  /** The finalizer's run; only with {@link #FINALIZER}. */
  public static final String RUN = "kc-run";

  /** From CloudEvents' protocol binding for Kafka. */
  public static final String CONTENT_TYPE = "content-type";

  /** Value of {@link #CONTENT_TYPE}: an event in structured mode. */
  public static final String CLOUD_EVENT = "application/cloudevents+json; charset=UTF-8";

  public static final String COMPACTOR = "compactor";
  public static final String FINALIZER = "finalizer";

  private DeadLetterHeaders() {}

  /** Returns the message's key; the same record always has the same key. */
  public static String key(String objectKey, int line) {
    return objectKey + "#" + line;
  }

  public static Map<String, String> of(DeadLetterEvent event) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CONTENT_TYPE, CLOUD_EVENT);
    headers.put(TABLE, event.table());
    put(headers, TOPIC, event.origin().topic());
    put(headers, PARTITION, event.origin().partition());
    put(headers, OFFSET, event.origin().offset());
    headers.put(OBJECT, event.origin().object());
    headers.put(LINE, Integer.toString(event.origin().line()));
    headers.put(REASON, event.reason());
    headers.put(RULE, event.rule());
    headers.put(ATTEMPT, Integer.toString(event.attempt()));
    headers.put(FINGERPRINT, event.fingerprint());
    headers.put(SOURCE, event.sender());
    put(headers, RUN, event.run());
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable Object value) {
    if (value != null) {
      headers.put(name, value.toString());
    }
  }
}
