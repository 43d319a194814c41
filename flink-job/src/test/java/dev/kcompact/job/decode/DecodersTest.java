package dev.kcompact.job.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kcompact.contract.table.BaseTable;
import dev.kcompact.job.Tables;
import org.junit.jupiter.api.Test;

class DecodersTest {
  private static final BaseTable A = Tables.byPath("a");
  private static final BaseTable B = Tables.byPath("b");
  private static final BaseTable C = Tables.byPath("c");

  @Test
  void forgetsTheTableThatWasReadLongestAgo() {
    Decoders decoders = new Decoders(DecodeLimits.DEFAULTS, 2);
    ObjectDecoder a = decoders.of(A);
    ObjectDecoder b = decoders.of(B);
    assertThat(decoders.of(A)).isSameAs(a);

    decoders.of(C);

    assertThat(decoders.of(A)).isSameAs(a);
    assertThat(decoders.of(B)).isNotSameAs(b);
  }

  @Test
  void refusesToKeepNone() {
    assertThatThrownBy(() -> new Decoders(DecodeLimits.DEFAULTS, 0))
        .hasMessage("most is not positive: 0");
  }
}
