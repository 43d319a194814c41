package dev.kcompact.testbed.proxy;

/** A fault that a proxy injects into a request or its answer. */
public enum Fault {
  /** The request is not performed. */
  ERROR_500("answer 500"),
  /** The request is not performed. */
  SLOW_DOWN("answer 503, slow down"),
  /** The request is not performed. Clients do not retry. */
  FORBIDDEN("answer 403"),
  /** The connection is reset before the request is forwarded. */
  RESET("connection reset"),
  /** The request is performed only after the client's timeout. */
  STALL("stalled, performed late"),
  /** The body is shorter than its length in the headers. */
  TRUNCATED("answer cut short"),
  /** One byte of the body is changed; its length is correct. */
  CORRUPT("answer corrupt, length right"),
  /** The request is performed, and the connection reset instead of an answer. */
  ANSWER_LOST("performed, answer lost"),
  /** A listing's page contains fewer names than possible, and reports that there are more. */
  SHORT_PAGE("listing page short");

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  /** Text for reports. */
  public String label() {
    return label;
  }
}
