package dev.kcompact.testbed.lambda;

/**
 * Usage of one invocation, as in Lambda's REPORT line.
 *
 * @param millis from receiving the payload to the answer
 * @param initMillis init duration before it; 0 for a warm start
 * @param memoryMib the function's memory
 * @param peakMib the sandbox's peak memory; 0 if unknown
 * @param failed whether it ended with an error
 */
public record InvocationReport(
    String function,
    String requestId,
    long millis,
    long initMillis,
    int memoryMib,
    int peakMib,
    boolean failed) {
  String line() {
    return "REPORT RequestId: %s Duration: %d ms Memory Size: %d MB Max Memory Used: %d MB%s%n"
        .formatted(
            requestId,
            millis,
            memoryMib,
            peakMib,
            initMillis > 0 ? " Init Duration: " + initMillis + " ms" : "");
  }
}
