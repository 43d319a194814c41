package dev.kcompact.testbed.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestKindTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /bucket/a/b, '', GET",
    "GET, /bucket/a/b, uploadId, LIST",
    "GET, /bucket, list-type+prefix, LIST",
    "GET, /bucket/, list-type, LIST",
    "GET, /bucket, uploads, LIST",
    "GET, /, '', LIST",
    "GET, /bucket, location, OTHER",
    "HEAD, /bucket/a, '', HEAD",
    "HEAD, /bucket, '', HEAD",
    "PUT, /bucket/a, '', PUT",
    "PUT, /bucket/a, partNumber+uploadId, UPLOAD_PART",
    "PUT, /bucket, '', OTHER",
    "POST, /bucket/a, uploads, CREATE_MULTIPART",
    "POST, /bucket/a, uploadId, COMPLETE_MULTIPART",
    "POST, /bucket, delete, DELETE_MANY",
    "DELETE, /bucket/a, '', DELETE",
    "DELETE, /bucket/a, uploadId, ABORT_MULTIPART",
    "DELETE, /bucket, '', OTHER",
    "OPTIONS, /bucket/a, '', OTHER"
  })
  void isDeterminedByMethodPathAndParameters(
      String method, String path, String parameters, RequestKind expected) {
    Set<String> names = Arrays.stream(parameters.split("\\+")).collect(Collectors.toSet());

    assertThat(RequestKind.of(method, path, names, false)).isEqualTo(expected);
  }

  @Test
  void isACopyWhenASourceIsNamed() {
    assertThat(RequestKind.of("PUT", "/bucket/a", Set.of(), true)).isEqualTo(RequestKind.COPY);
  }
}
