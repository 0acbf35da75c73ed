# METADATA
# scope: package
# title: Persons are told that they are recognised
# description: |
#   A deployer tells the persons who are exposed to emotion recognition or biometric categorisation that it is in operation,
#   unless the law permits it against criminal offences.
# related_resources:
#   - ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
# schemas:
#   - input.document: schema.euai.disclosure
# custom:
#   severity: high
#   basis: [eu-2024-1689#50.3]
#   jurisdictions: [EU]
#   effective: {from: "2026-08-02"}
#   collections: [deployer]
#   message: "at {name}, nobody is told of the {type}"
#   names: {type: "/$defs/recognition/properties/type"}
#   remediation: Tell those who come there, before or when they are first exposed to it.
#   zh:
#     title: 告知自然人其正在被识别
#     description: 部署者应告知受情绪识别或者生物特征分类影响的自然人该系统正在运行，依法用于打击刑事犯罪的除外。
#     message: "{name} 未告知正在进行{type}"
#     remediation: 在相关人员首次接触之前或者之时予以告知。
package euai.disclosure.recognition_told

applies if count(input.document.deployer.recognitions) > 0

deny contains {
	"path": ["deployer", "recognitions", i, "notices"],
	"name": recognition.name,
	"type": recognition.type,
} if {
	some i, recognition in input.document.deployer.recognitions
	not recognition.authorised_by_law == true
	count(recognition.notices) == 0
}
