package dev.kcompact.finalizer.run.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.finalize.FinalizeHandler;
import dev.kcompact.finalizer.invocation.Json;
import dev.kcompact.finalizer.plan.PlanHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON written by commit 57002d4 is read, and written in the same form. */
class StoredFormsTest {
  static java.util.stream.Stream<Arguments> forms() {
    return java.util.stream.Stream.of(
        Arguments.of(
            PlanDocument.class,
            "{\"version\":1,\"date\":\"2026-11-22\",\"run\":\"r\",\"tables\":[],\"slices\":[{\"id\":\"s-0000\","
                + "\"parts\":[{\"table\":\"orders\",\"index\":0,\"count\":1}],"
                + "\"need\":{\"memoryBytes\":1,\"storageBytes\":2,\"seconds\":3}}],"
                + "\"derived\":[{\"id\":\"d-0000\",\"parts\":[{\"table\":\"paid\",\"index\":0,\"count\":1}],"
                + "\"need\":null}]}"),
        Arguments.of(
            TableResult.class,
            "{\"version\":1,\"table\":\"orders\",\"slice\":\"s-0000\",\"index\":0,\"count\":2,\"rowsIn\":9,"
                + "\"corrupt\":1,\"invalid\":1,\"duplicates\":1,\"rowsOut\":6,"
                + "\"rules\":[{\"rule\":\"a\",\"severity\":\"REJECT\",\"rows\":1,\"samples\":[\"k#0\"]}],"
                + "\"files\":[{\"key\":\"k\",\"rows\":6,\"bytes\":10}],"
                + "\"quarantine\":[{\"key\":\"q\",\"rows\":2,\"bytes\":10}],\"newest\":{},\"millis\":5}"),
        Arguments.of(
            FinalizeHandler.Request.class,
            "{\"date\":\"2026-11-22\",\"run\":\"r\",\"token\":7,\"slice\":\"s-0000\","
                + "\"continuation\":{\"done\":[\"orders-0-of-2\"],\"halved\":[\"orders-0-of-1\"]}}"),
        Arguments.of(
            FinalizeHandler.Answer.class,
            "{\"date\":\"2026-11-22\",\"run\":\"r\",\"token\":7,\"slice\":\"s-0000\",\"status\":\"CONTINUE\","
                + "\"continuation\":{\"done\":[],\"halved\":[\"orders-0-of-1\"]}}"),
        Arguments.of(
            PlanHandler.Answer.class,
            "{\"status\":\"COMPLETE\",\"attempt\":1,\"waitSeconds\":300,\"slices\":[\"s-0000\"],"
                + "\"derived\":[\"d-0000\"],\"reason\":null}"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isReadAndWrittenAsBefore(Class<?> type, String text) {
    assertThat(Json.write(Json.read(text, type, "the text"))).isEqualTo(text);
  }
}
