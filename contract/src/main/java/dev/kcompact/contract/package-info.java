/** What all parts of kcompact agree on, in plain Java: nothing here talks to a service. */
@NullMarked
package dev.kcompact.contract;

import org.jspecify.annotations.NullMarked;
