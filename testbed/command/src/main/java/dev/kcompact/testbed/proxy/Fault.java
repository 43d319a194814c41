package dev.kcompact.testbed.proxy;

/** What a proxy does to a request or to its answer. */
public enum Fault {
  /** The server says that it failed; nothing was done. */
  ERROR_500("answer 500"),
  /** The server says that it is asked too much; nothing was done. */
  SLOW_DOWN("answer 503, slow down"),
  /** The server refuses; nothing was done. Clients do not try again. */
  FORBIDDEN("answer 403"),
  /** The connection is reset before the request is passed on. */
  RESET("connection reset"),
  /** Nothing happens until the client has given up; then the request is performed after all. */
  STALL("stalled, performed late"),
  /** The headers promise more than comes. */
  TRUNCATED("answer cut short"),
  /** One byte of the answer's body is another; its length is right. */
  CORRUPT("answer corrupt, length right"),
  /** The request is performed, and the connection reset instead of the answer. */
  ANSWER_LOST("performed, answer lost"),
  /** A listing's page holds fewer names than it could, and says that there are more. */
  SHORT_PAGE("listing page short");

  private final String told;

  Fault(String told) {
    this.told = told;
  }

  /** For people. */
  public String told() {
    return told;
  }
}
