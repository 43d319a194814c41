package dev.kcompact.local.proxy;

import java.util.EnumSet;
import java.util.Set;

/** What ServiceNow's Table API is asked for. */
public final class ServiceNowLabels {
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
  public ServiceNowLabels(String client) {
    this.client = client;
  }

  /** The label of a request. */
  public RequestLabel of(AskedRequest request) {
    return new RequestLabel(client, "ServiceNow " + request.method(), FAULTS);
  }
}
