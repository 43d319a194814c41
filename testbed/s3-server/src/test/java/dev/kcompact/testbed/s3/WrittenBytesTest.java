package dev.kcompact.testbed.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenBytesTest {
  @Test
  void areTheContentsOfObjectsAndParts() {
    WrittenBytes bytes = new WrittenBytes();
    bytes.add("b", RequestKind.PUT, null, "7");
    bytes.add("a", RequestKind.PUT, "100", "180");
    bytes.add("a", RequestKind.UPLOAD_PART, null, "5");
    bytes.add("a", RequestKind.COMPLETE_MULTIPART, null, "900");
    bytes.add("a", RequestKind.COPY, null, "900");
    bytes.add("a", RequestKind.PUT, null, null);

    assertThat(bytes.toJson()).isEqualTo("{\"a\": 105, \"b\": 7}");

    bytes.reset();

    assertThat(bytes.toJson()).isEqualTo("{}");
  }
}
