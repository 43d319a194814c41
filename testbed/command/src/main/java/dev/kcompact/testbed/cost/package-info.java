/** What a day on AWS costs, by a run's own figures and the report's prices. */
@NullMarked
package dev.kcompact.testbed.cost;

import org.jspecify.annotations.NullMarked;
