package dev.kcompact.contract.fuzz;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * A property that is tried with new seeds of random input until {@link ForAWhile} ends it. jqwik
 * prints the failing seed, and the next run in the same checkout tries it first. Seeds do not
 * shrink to simpler input.
 */
@Property(
    tries = Integer.MAX_VALUE,
    generation = GenerationMode.RANDOMIZED,
    edgeCases = EdgeCasesMode.NONE,
    shrinking = ShrinkingMode.OFF,
    afterFailure = AfterFailureMode.SAMPLE_FIRST)
@AddLifecycleHook(ForAWhile.class)
@Tag("fuzz")
@Target(METHOD)
@Retention(RUNTIME)
public @interface Fuzz {}
