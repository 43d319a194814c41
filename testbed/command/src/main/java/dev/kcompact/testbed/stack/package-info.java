/** All servers together: started in order, described by their endpoints, ended in order. */
@NullMarked
package dev.kcompact.testbed.stack;

import org.jspecify.annotations.NullMarked;
