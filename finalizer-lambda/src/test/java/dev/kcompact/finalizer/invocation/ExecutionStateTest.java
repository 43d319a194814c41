package dev.kcompact.finalizer.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExecutionStateTest {
  @Test
  void takesTheMessageOfAFailedFunction() {
    assertThat(
            state(
                    """
                    {"error": {"Error": "dev.kcompact.finalizer.failure.RetryableException",
                     "Cause": "{\\"errorMessage\\": \\"Failed to list: s3://x\\\\n  more\\", \\"stackTrace\\": [\\"at\\"]}"}}
                    """)
                .reason())
        .isEqualTo("RetryableException: Failed to list: s3://x more");
  }

  @Test
  void takesAPlainCause() {
    assertThat(
            state("{\"error\": {\"Error\": \"DayIncomplete\", \"Cause\": \"1 missing\"}}").reason())
        .isEqualTo("DayIncomplete: 1 missing");
    assertThat(state("{\"error\": {\"Error\": \"States.Timeout\"}}").reason()).isEqualTo("Timeout");
    assertThat(state("{}").reason()).isEqualTo("UnknownError");
  }

  @Test
  void cutsAReasonThatWouldNotFitAPayload() {
    String cause = "x".repeat(100_000);

    assertThat(state("{\"error\": {\"Error\": \"E\", \"Cause\": \"" + cause + "\"}}").reason())
        .hasSizeLessThan(5000)
        .endsWith("...");
  }

  private static ExecutionState state(String json) {
    return new ExecutionState(Json.tree(json).orElseThrow());
  }
}
