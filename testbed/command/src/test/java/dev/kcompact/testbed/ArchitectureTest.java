package dev.kcompact.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = {"dev.kcompact.cli", "dev.kcompact.testbed"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theCommandDoesNotKnowTheTestBed =
      noClasses()
          .that()
          .resideInAPackage("dev.kcompact.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.kcompact.testbed..");

  /** Job and functions are started from their packaged artifacts; for the command see ADR 64. */
  @ArchTest
  static final ArchRule artifactsAreStartedAndNotLinked =
      noClasses()
          .that()
          .resideInAPackage("dev.kcompact.testbed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kcompact.job..", "dev.kcompact.finalizer..", "org.apache.flink..");
}
