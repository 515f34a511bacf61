package io.tallyport.workbench.simulator.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.simulator.SimulatorClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"type":"string"}                                        | "sample"
                    {"type":"STRING"}                                        | "sample"
                    {"type":["null","integer"]}                              | 1
                    {"type":"number","minimum":2.5}                          | 3
                    {"type":"integer","exclusiveMaximum":0}                  | -1
                    {"type":"integer","multipleOf":5}                        | 5
                    {"type":"string","minLength":8,"maxLength":8}            | "sampleee"
                    {"type":"string","format":"date"}                        | "2026-01-01"
                    {"enum":["b","a"]}                                       | "b"
                    {"const":7}                                              | 7
                    {"anyOf":[{"type":"null"},{"type":"boolean"}]}           | true
                    {"type":"array","items":{"type":"integer"},"minItems":2} | [1,1]
                    {"type":"array","maxItems":0}                            | []
                    {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["b"]} | {"b":"sample"}
                    {"properties":{"a":{"properties":{"b":{"enum":[1]}},"required":["b"]}},"required":["a"]}     | {"a":{"b":1}}
                    {"allOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":{"const":2}},"required":["b"]}]} | {"a":1,"b":2}
                    {"$ref":"#/$defs/x","$defs":{"x":{"type":"integer"}}}    | 1
                    {"$ref":"#/definitions/x","definitions":{"x":{"const":"y"}}} | "y"
                    """)
    void anInstanceFitsItsSchema(String schema, String instance) {
        assertThat(Sample.of(SimulatorClient.json(schema))).isEqualTo(instance);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {}                        | {}
                    {"type":"string"}         | {}
                    null                      | {}
                    {"type":"object"}         | {}
                    """)
    void argumentsAreAlwaysAnObject(String schema, String instance) {
        assertThat(Sample.object(SimulatorClient.json(schema))).isEqualTo(instance);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"$ref":"#"}
                    {"properties":{"a":{"$ref":"#"}},"required":["a"]}
                    """)
    void aSchemaOfItselfEndsSomewhere(String schema) {
        assertThat(Sample.of(SimulatorClient.json(schema))).contains("null");
    }
}
