package dev.kcompact.finalizer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kcompact.finalizer.run.PlanDocument.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final Part WHOLE = new Part("orders", 0, 1);
  private static final Part EVEN = new Part("orders", 0, 2);
  private static final Part ODD = new Part("orders", 1, 2);

  @Test
  void nothingDoneLeavesThePartItself() {
    Pieces pieces = new Pieces(List.of(new Part("payments", 0, 1)));

    assertThat(pieces.remaining(WHOLE, List.of())).containsExactly(WHOLE);
    assertThat(pieces.of(WHOLE)).containsExactly(WHOLE);
  }

  @Test
  void aHalvedPartLeavesItsHalves() {
    assertThat(new Pieces(List.of()).remaining(WHOLE, List.of(WHOLE, ODD)))
        .containsExactly(EVEN, new Part("orders", 1, 4), new Part("orders", 3, 4));
  }

  @Test
  void aPartOfWhichPiecesAreDoneLeavesTheOthersThoughNobodySaysThatItIsHalved() {
    Pieces pieces = new Pieces(List.of(new Part("orders", 3, 4)));

    assertThat(pieces.remaining(WHOLE, List.of())).containsExactly(EVEN, new Part("orders", 1, 4));
    assertThat(pieces.of(WHOLE))
        .containsExactly(EVEN, new Part("orders", 1, 4), new Part("orders", 3, 4));
  }

  @Test
  void theWholeWinsOverItsPieces() {
    Pieces pieces = new Pieces(List.of(WHOLE, EVEN));

    assertThat(pieces.remaining(WHOLE, List.of(WHOLE))).isEmpty();
    assertThat(pieces.of(WHOLE)).containsExactly(WHOLE);
  }

  @Test
  void halvesOfAPartHaveItsRowsAndNoOthers() {
    Part part = new Part("orders", 2, 3);

    for (long hash = 0; hash < 1000; hash++) {
      long of = hash;
      assertThat(part.halves().stream().filter(half -> of % half.count() == half.index()).count())
          .isEqualTo(of % part.count() == part.index() ? 1 : 0);
    }
    assertThat(part.halves()).allMatch(half -> half.isWithin(part));
    assertThat(new Part("orders", 3, 6).isWithin(part)).isFalse();
    assertThat(new Part("payments", 2, 3).isWithin(part)).isFalse();
  }

  @Test
  void aPartIsReadFromItsText() {
    Part part = new Part("paid_orders", 1, 4);

    assertThat(part.text()).isEqualTo("paid_orders-1-of-4");
    assertThat(Part.parse(part.text())).contains(part);
    assertThat(Part.parse("orders")).isEmpty();
    assertThat(Part.parse("orders-4-of-4")).isEmpty();
    assertThat(TableResult.partOf("s-0000", TableResult.name("s-0000", part))).contains(part);
    assertThat(TableResult.partOf("s-0000", "plan.json")).isEmpty();
  }
}
