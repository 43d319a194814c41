package dev.kcompact.testbed.proxy;

import java.util.EnumSet;
import java.util.Set;

/**
 * Labels of requests to AWS services other than S3 and to ServiceNow, whose answers are small and
 * have no checksum.
 *
 * @param client name of the client
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

  /** Uses the header with service and operation; a request without it is not broken. */
  public RequestLabel ofAws(ProxiedRequest request) {
    String target = request.target();
    int dot = target.indexOf('.');
    if (dot < 0) {
      return new RequestLabel(client, request.method() + " " + request.path(), Set.of());
    }
    String service = target.substring(0, dot).split("_", 2)[0];
    return new RequestLabel(client, service + " " + target.substring(dot + 1), FAULTS);
  }

  public RequestLabel ofServiceNow(ProxiedRequest request) {
    return new RequestLabel(client, "ServiceNow " + request.method(), FAULTS);
  }
}
