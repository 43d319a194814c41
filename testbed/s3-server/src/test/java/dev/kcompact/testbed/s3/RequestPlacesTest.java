package dev.kcompact.testbed.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestPlacesTest {
  @Test
  void reportsKindsAndTheFirstFolders() {
    RequestPlaces places = new RequestPlaces();
    places.add("job", RequestKind.PUT, "/lake/compacted/orders/dt=2026-11-22/part-0.parquet");
    places.add("job", RequestKind.PUT, "/lake/compacted/orders/dt=2026-11-23/part-0.parquet");
    places.add("job", RequestKind.GET, "/lake/_kcompact/job/owner.json");
    places.add("job", RequestKind.LIST, "/lake");
    places.add("a", RequestKind.DELETE_MANY, "/lake/");

    assertThat(places.toJson())
        .isEqualTo(
            "{\"a\": [\"delete-many lake\"], \"job\": [\"get lake/_kcompact/job\", \"list lake\","
                + " \"put lake/compacted/orders\"]}");

    places.reset();
    assertThat(places.toJson()).isEqualTo("{}");
  }

  @Test
  void keepsWhatIsNoJsonOutOfTheAnswer() {
    RequestPlaces places = new RequestPlaces();
    places.add("job", RequestKind.GET, "/lake/a\"b\\c/d");

    assertThat(places.toJson()).isEqualTo("{\"job\": [\"get lake/a_b_c\"]}");
  }
}
