/** The cost of a day on AWS, from a run's measurements and list prices. */
@NullMarked
package dev.kcompact.testbed.cost;

import org.jspecify.annotations.NullMarked;
