package dev.kcompact.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Every module depends on this one, so its own dependencies are few. */
@AnalyzeClasses(
    packages = "dev.kcompact.contract",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule plainJava =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.kcompact.contract..",
              "java..",
              "com.fasterxml.jackson..",
              "com.google.re2j",
              "com.networknt.schema..",
              "org.apache.parquet.format..",
              "shaded.parquet.org.apache.thrift..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule validatorStaysInTheLoader =
      noClasses()
          .that()
          .resideOutsideOfPackage("..table..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.networknt..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.kcompact.contract.(*)..").should().beFreeOfCycles();
}
