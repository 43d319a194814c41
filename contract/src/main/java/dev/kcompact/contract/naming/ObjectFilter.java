package dev.kcompact.contract.naming;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which objects below a prefix are read.
 *
 * @param include globs below the prefix, one of which must match; empty for all
 * @param exclude globs below the prefix, none of which may match
 * @param names what becomes of names that do not have the form of the naming
 */
public record ObjectFilter(List<KeyGlob> include, List<KeyGlob> exclude, Names names) {
  /** What a definition without any of these keywords means. */
  public static final ObjectFilter DEFAULT =
      new ObjectFilter(List.of(), List.of(), Names.PREFERRED);

  /** What becomes of names that do not have the form of the naming. */
  public enum Names {
    /** They belong to no table. */
    REQUIRED,
    /** They are read as objects without order, unless another table shares the prefix. */
    PREFERRED,
    /** They are read as objects without order. */
    ANY
  }

  public ObjectFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    requireNonNull(names, "names is null");
  }

  /** This filter with names that must have the form. */
  public ObjectFilter withRequiredNames() {
    return new ObjectFilter(include, exclude, Names.REQUIRED);
  }

  /** Whether the globs leave a path out. */
  boolean excludes(String path) {
    return exclude.stream().anyMatch(glob -> glob.matches(path))
        || (!include.isEmpty() && include.stream().noneMatch(glob -> glob.matches(path)));
  }
}
