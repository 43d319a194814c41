/** Messages on Kafka: the outcome of a table's day, and the headers of dead letters. */
@NullMarked
package dev.kcompact.contract.message;

import org.jspecify.annotations.NullMarked;
