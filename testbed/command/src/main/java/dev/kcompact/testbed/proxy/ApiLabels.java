package dev.kcompact.testbed.proxy;

import java.util.EnumSet;
import java.util.Set;

/**
 * What services are asked for whose answers are small and have no sum to be held by: AWS's but for
 * S3, and ServiceNow.
 *
 * @param client who asks
 */
public record ApiLabels(String client) {
  private static final Set<Fault> FAULTS =
      EnumSet.of(
          Fault.ERROR_500,
          Fault.SLOW_DOWN,
          Fault.FORBIDDEN,
          Fault.RESET,
          Fault.STALL,
          Fault.TRUNCATED,
          Fault.ANSWER_LOST);

  /** By the header that names service and operation; a request without it is left alone. */
  public RequestLabel ofAws(AskedRequest request) {
    String target = request.target();
    int dot = target.indexOf('.');
    if (dot < 0) {
      return new RequestLabel(client, request.method() + " " + request.path(), Set.of());
    }
    String service = target.substring(0, dot).split("_", 2)[0];
    return new RequestLabel(client, service + " " + target.substring(dot + 1), FAULTS);
  }

  /** Of ServiceNow's Table API. */
  public RequestLabel ofServiceNow(AskedRequest request) {
    return new RequestLabel(client, "ServiceNow " + request.method(), FAULTS);
  }
}
