package dev.kcompact.contract.fuzz;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Ends a property after {@code -Dkcompact.fuzz}, but not before the first try. */
final class ForAWhile implements AroundTryHook {
  private static final String TIME = "kcompact.fuzz";

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
    TryExecutionResult result = tried(executor, parameters);
    boolean over = System.nanoTime() - end().get() >= 0;
    return result.isSatisfied() && over ? TryExecutionResult.satisfied(true) : result;
  }

  /** Otherwise JUnit would end with the error and report no seed. */
  private static TryExecutionResult tried(TryExecutor executor, List<Object> parameters) {
    try {
      return executor.execute(parameters);
    } catch (OutOfMemoryError e) {
      return TryExecutionResult.falsified(new AssertionError("asks for too much memory", e));
    }
  }

  private static Store<Long> end() {
    return Store.getOrCreate(
        ForAWhile.class, Lifespan.PROPERTY, () -> System.nanoTime() + time().toNanos());
  }

  private static Duration time() {
    return Duration.parse(System.getProperty(TIME, "PT5S"));
  }
}
