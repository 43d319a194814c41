/** What the tests of several features share: definitions, a day's files, fakes of the ports. */
@NullMarked
package dev.kcompact.finalizer.testing;

import org.jspecify.annotations.NullMarked;
