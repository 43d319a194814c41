package dev.kcompact.testbed.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultScriptTest {
  private static final Set<Fault> SOME = EnumSet.of(Fault.RESET, Fault.STALL, Fault.ERROR_500);
  private static final RequestLabel GET = new RequestLabel("job", "GET", SOME);
  private static final RequestLabel PUT = new RequestLabel("job", "PUT", SOME);

  @Test
  void breaksNothingBeforeItIsAllowedAndNoMoreThanThat() {
    FaultScript script = new FaultScript(1, 1);

    assertThat(script.next(GET)).isEmpty();
    script.allow(2);

    assertThat(List.of(script.next(GET), script.next(GET), script.next(GET)))
        .filteredOn(Optional::isPresent)
        .hasSize(2);
    assertThat(script.total()).isEqualTo(2);
  }

  @Test
  void bringsEachFaultOnceBeforeAnyTwice() {
    FaultScript script = new FaultScript(1, 1);
    script.allow(100);

    assertThat(List.of(script.next(GET).get(), script.next(GET).get(), script.next(GET).get()))
        .containsExactlyInAnyOrderElementsOf(SOME);
  }

  @Test
  void reportsWhatALabelHasNotMet() {
    FaultScript script = new FaultScript(1, 1);
    script.allow(100);
    Fault first = script.next(GET).get();

    assertThat(script.notMet()).containsOnlyKeys("job: GET");
    assertThat(script.notMet().get("job: GET")).hasSize(2).doesNotContain(first);
    script.next(GET);
    script.next(GET);

    assertThat(script.notMet()).isEmpty();
  }

  @Test
  void leavesALabelAloneThatHasMetEachWhereOnlyNewOnesAreWanted() {
    FaultScript script = new FaultScript(1, 1);
    script.allow(100);
    script.onlyNew(true);

    assertThat(List.of(script.next(GET).get(), script.next(GET).get(), script.next(GET).get()))
        .containsExactlyInAnyOrderElementsOf(SOME);
    assertThat(script.next(GET)).isEmpty();
    assertThat(script.next(PUT)).isPresent();

    script.onlyNew(false);
    assertThat(script.next(GET)).isPresent();
    script.onlyNew(true);
    assertThat(script.next(GET)).as("during its second round").isEmpty();
  }

  @Test
  void refusesOneRequestOfALabelThatIsAskedFor() {
    FaultScript script = new FaultScript(1, 0);
    script.allow(2);
    script.refuse("job: PUT");

    assertThat(script.next(PUT)).contains(Fault.FORBIDDEN);
    assertThat(script.injected().get("job: PUT")).containsOnlyKeys(Fault.FORBIDDEN);
    assertThat(script.total()).isEqualTo(1);
  }

  @Test
  void doesTheSameToALabelWhateverComesInBetween() {
    FaultScript alone = new FaultScript(7, 0.5);
    FaultScript mixed = new FaultScript(7, 0.5);
    alone.allow(1000);
    mixed.allow(1000);
    List<Optional<Fault>> first = new ArrayList<>();
    List<Optional<Fault>> second = new ArrayList<>();

    for (int i = 0; i < 100; i++) {
      first.add(alone.next(GET));
      mixed.next(PUT);
      second.add(mixed.next(GET));
    }

    assertThat(second).isEqualTo(first).contains(Optional.empty());
  }

  @Test
  void countsWhatIsTakenBackAsNotInjected() {
    FaultScript script = new FaultScript(1, 1);
    script.allow(1);
    Fault fault = script.next(GET).get();

    script.takeBack(GET, fault);

    assertThat(script.total()).isZero();
    assertThat(script.injected()).isEmpty();
    assertThat(script.next(GET)).isPresent();
  }
}
