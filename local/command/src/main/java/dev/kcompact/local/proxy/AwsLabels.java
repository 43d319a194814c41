package dev.kcompact.local.proxy;

import java.util.EnumSet;
import java.util.Set;

/** What AWS's control plane is asked for, by the header that names service and operation. */
public final class AwsLabels {
  private static final Set<Fault> FAULTS =
      EnumSet.of(
          Fault.ERROR_500,
          Fault.SLOW_DOWN,
          Fault.FORBIDDEN,
          Fault.RESET,
          Fault.STALL,
          Fault.TRUNCATED,
          Fault.ANSWER_LOST);

  private final String client;

  /**
   * @param client who asks
   */
  public AwsLabels(String client) {
    this.client = client;
  }

  /** The label of a request; one without the header is left alone. */
  public RequestLabel of(AskedRequest request) {
    String target = request.target();
    int dot = target.indexOf('.');
    if (dot < 0) {
      return new RequestLabel(client, request.method() + " " + request.path(), Set.of());
    }
    String service = target.substring(0, dot).split("_", 2)[0];
    return new RequestLabel(client, service + " " + target.substring(dot + 1), FAULTS);
  }
}
