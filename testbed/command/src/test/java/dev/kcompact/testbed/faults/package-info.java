@NullMarked
package dev.kcompact.testbed.faults;

import org.jspecify.annotations.NullMarked;
