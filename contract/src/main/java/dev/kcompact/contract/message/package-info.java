/**
 * Messages on Kafka: the outcome of a table's day, dead letters, and how returned ones are
 * recognised.
 */
@NullMarked
package dev.kcompact.contract.message;

import org.jspecify.annotations.NullMarked;
