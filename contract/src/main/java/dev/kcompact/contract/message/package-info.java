/** Messages on Kafka: outcomes of a table's day, dead letters and their recognition on return. */
@NullMarked
package dev.kcompact.contract.message;

import org.jspecify.annotations.NullMarked;
