package dev.kcompact.testbed.lambda;

/**
 * What one invocation took, as Lambda's own REPORT line says it.
 *
 * @param function the function's name
 * @param requestId the invocation's id
 * @param millis from the payload's hand-over to the answer
 * @param initMillis the sandbox's start before it, 0 when it was warm
 * @param memoryMib the function's memory
 * @param peakMib the most memory that the sandbox ever held, 0 where the system does not tell
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
