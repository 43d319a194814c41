package dev.kcompact.cli.init;

import dev.kcompact.cli.inspect.InferredTable;
import org.jspecify.annotations.Nullable;

/**
 * What became of a topic.
 *
 * @param objects number of objects that were listed
 * @param days what is known of its days, such as {@code 2026-11-01 to 2026-11-22}
 * @param inferred null where no definition is made
 * @param note why not; empty otherwise
 */
record TopicOutcome(
    FoundTopic topic, long objects, String days, @Nullable InferredTable inferred, String note) {}
